<?php

namespace Magento\Framework\Api\Data;

/**
 * A file to be uploaded.
 *
 * @api
 */
interface ImageContentInterface
{
    /**
     * The file, as base64.
     *
     * @return string
     */
    public function getBase64EncodedData();

    /**
     * @param string $base64EncodedData
     * @return $this
     */
    public function setBase64EncodedData($base64EncodedData);

    /**
     * Its media type.
     *
     * @return string
     */
    public function getType();

    /**
     * @param string $type
     * @return $this
     */
    public function setType($type);

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
}
