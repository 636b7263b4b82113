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
     * Get its number.
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
     * Get what it is called.
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
     * Get how many products are shown in it.
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
     * Get the categories right below it.
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
