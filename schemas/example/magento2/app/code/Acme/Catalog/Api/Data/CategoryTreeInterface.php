<?php

declare(strict_types=1);

namespace Acme\Catalog\Api\Data;

/**
 * A category with everything below it.
 *
 * @api
 */
interface CategoryTreeInterface
{
    /**
     * Its number.
     *
     * @return int|null
     */
    public function getId();

    /**
     * @param int|null $id
     * @return $this
     */
    public function setId($id);

    /**
     * What it is called.
     *
     * @return string
     */
    public function getName();

    /**
     * @param string $name
     * @return $this
     */
    public function setName($name);

    /**
     * How many products are shown in it.
     *
     * @return int
     */
    public function getProductCount();

    /**
     * @param int $productCount
     * @return $this
     */
    public function setProductCount($productCount);

    /**
     * The categories right below it.
     *
     * @return \Acme\Catalog\Api\Data\CategoryTreeInterface[]
     */
    public function getChildrenData();

    /**
     * @param \Acme\Catalog\Api\Data\CategoryTreeInterface[] $childrenData
     * @return $this
     */
    public function setChildrenData(array $childrenData);
}
